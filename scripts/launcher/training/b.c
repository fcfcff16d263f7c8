/* Gives a symbol to a, and has a pattern for an alias. */
#define SECTION(name) __attribute__((section(name), used, aligned(1)))

static const char info[] SECTION(".modinfo") = "license=GPL\0alias=pci:v0000*d*\0depends=\0name=b\0vermagic=0.0";
static const char strings[] SECTION("__ksymtab_strings") = "b_go";

int b_go(void) {
  return 0;
}
