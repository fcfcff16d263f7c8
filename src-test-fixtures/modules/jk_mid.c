// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* Uses a symbol and gives another. */
#include <linux/module.h>

int jk_base_add(int a, int b);
int jk_mid(int a);

int jk_mid(int a)
{
	return jk_base_add(a, 1);
}
EXPORT_SYMBOL(jk_mid);

MODULE_LICENSE("GPL");
