// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
/* Tables of devices, which become aliases. */
#include <linux/module.h>
#include <linux/mod_devicetable.h>
#include <linux/pci.h>
#include <linux/usb.h>

static const struct pci_device_id pci_ids[] = {
	{ PCI_DEVICE(0x1af4, 0x9999) },
	{ PCI_DEVICE_CLASS(0x020000, ~0) },
	{ }
};
MODULE_DEVICE_TABLE(pci, pci_ids);

static const struct usb_device_id usb_ids[] = {
	{ USB_DEVICE_VER(0x1234, 0x5678, 0x0003, 0x0234) },
	{ USB_INTERFACE_INFO(3, 1, 2) },
	{ }
};
MODULE_DEVICE_TABLE(usb, usb_ids);

static const struct of_device_id of_ids[] = {
	{ .compatible = "jkmod,device" },
	{ .name = "jk", .type = "network" },
	{ }
};
MODULE_DEVICE_TABLE(of, of_ids);

static const struct acpi_device_id acpi_ids[] = {
	{ "JKMD0001" },
	{ }
};
MODULE_DEVICE_TABLE(acpi, acpi_ids);

MODULE_LICENSE("GPL");
