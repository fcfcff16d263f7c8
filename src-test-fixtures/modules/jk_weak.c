// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* Would use a symbol that may be missing. */
#include <linux/module.h>

extern int jk_optional(void) __attribute__((weak));
extern int jk_mid(int a) __attribute__((weak));

static int __init jk_init(void)
{
	return (jk_optional ? jk_optional() : 0) + (jk_mid ? jk_mid(0) : 0) > 1;
}
module_init(jk_init);

MODULE_LICENSE("GPL");
