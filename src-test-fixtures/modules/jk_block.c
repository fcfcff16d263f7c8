// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* A block device's node; and one name that has no numbers. */
#include <linux/module.h>
#include <linux/blkdev.h>

MODULE_ALIAS_BLOCKDEV(241, 3);
MODULE_ALIAS("devname:jkblock");
MODULE_LICENSE("GPL");
