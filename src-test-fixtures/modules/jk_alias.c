// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* Aliases of every form. */
#include <linux/module.h>
#include <linux/fs.h>

MODULE_ALIAS("jk-plain");
MODULE_ALIAS("jk-[0-9a-f]-?-*");
MODULE_ALIAS("jk-[a-b-c]");
MODULE_ALIAS("jk-with-dash_and_underscore");
MODULE_ALIAS_FS("jkfs");
MODULE_ALIAS("net-pf-99-proto-1-type-2");
MODULE_ALIAS("jk-plain");
MODULE_LICENSE("GPL");
