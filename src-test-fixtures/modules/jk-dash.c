// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* A dash in the name of the file. */
#include <linux/module.h>

int jk_mid(int a);

int jk_dash(void);
int jk_dash(void)
{
	return jk_mid(2);
}
EXPORT_SYMBOL_GPL(jk_dash);
MODULE_LICENSE("GPL");
