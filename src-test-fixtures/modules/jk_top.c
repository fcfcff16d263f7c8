// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* Needs two modules, one of them by way of the other as well, and has soft and weak dependencies. */
#include <linux/module.h>

int jk_mid(int a);
int jk_base_gpl(void);
int jk_base_named(void);

static int __init jk_init(void)
{
	return jk_mid(1) + jk_base_gpl() + jk_base_named() > 0 ? 0 : -EINVAL;
}
module_init(jk_init);

static void __exit jk_exit(void)
{
}
module_exit(jk_exit);

MODULE_SOFTDEP("pre: jk_alias jk-dash post: jk_param");
MODULE_SOFTDEP("post: jk_device");
MODULE_INFO(weakdep, "jk_weak");
MODULE_INFO(weakdep, "jk_nowhere");
MODULE_IMPORT_NS(JK);
MODULE_LICENSE("GPL");
