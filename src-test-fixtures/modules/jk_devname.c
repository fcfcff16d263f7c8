// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* Nodes below /dev that load it. */
#include <linux/module.h>
#include <linux/miscdevice.h>

MODULE_ALIAS_MISCDEV(199);
MODULE_ALIAS("devname:jk/control");
MODULE_LICENSE("GPL");
