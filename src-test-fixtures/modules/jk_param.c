// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* Parameters of every type. */
#include <linux/module.h>

static int number = 1;
module_param(number, int, 0644);
MODULE_PARM_DESC(number, "a number\nin two lines");
static bool flag;
module_param(flag, bool, 0);
static char *text = "";
module_param(text, charp, 0444);
MODULE_PARM_DESC(text, "a text");
static unsigned short list[4];
module_param_array(list, ushort, NULL, 0);

MODULE_DESCRIPTION("parameters");
MODULE_AUTHOR("One");
MODULE_AUTHOR("Two");
MODULE_VERSION("1.2-3");
MODULE_FIRMWARE("jk/firmware.bin");
MODULE_LICENSE("Dual BSD/GPL");
