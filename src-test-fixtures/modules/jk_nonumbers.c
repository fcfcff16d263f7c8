// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* A node without numbers, which depmod complains of. */
#include <linux/module.h>

MODULE_ALIAS("devname:jk-no-numbers");
MODULE_LICENSE("GPL");
