// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* Gives symbols of each kind: plain, for GPL modules, in a namespace. */
#include <linux/module.h>

int jk_base_add(int a, int b);
int jk_base_gpl(void);
int jk_base_named(void);

int jk_base_add(int a, int b)
{
	return a + b;
}
EXPORT_SYMBOL(jk_base_add);

int jk_base_gpl(void)
{
	return 1;
}
EXPORT_SYMBOL_GPL(jk_base_gpl);

int jk_base_named(void)
{
	return 2;
}
EXPORT_SYMBOL_NS_GPL(jk_base_named, JK);

MODULE_LICENSE("GPL");
