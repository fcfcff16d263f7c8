/* A module that nothing loads: what the AOT cache's training run reads. It uses one of b. */
#define SECTION(name) __attribute__((section(name), used, aligned(1)))

static const char info[] SECTION(".modinfo") =
    "license=GPL\0description=training\0alias=fs-a\0softdep=pre: c\0depends=b\0parm=x:a number\0parmtype=x:int\0name=a\0vermagic=0.0";

extern int b_go(void);

int init_module(void) {
  return b_go();
}
