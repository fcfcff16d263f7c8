/* What this processor can do, as the kernel tells it, for runtime.c. */
#include <asm/hwcap.h>
#include "aarch64cpufeatures.h"

void determineCPUFeatures(CPUFeatures *f) {
  unsigned long has = getauxval(AT_HWCAP);
  memset(f, 0, sizeof *f);
  f->fFP = (has & HWCAP_FP) != 0;
  f->fASIMD = (has & HWCAP_ASIMD) != 0;
  f->fEVTSTRM = (has & HWCAP_EVTSTRM) != 0;
  f->fAES = (has & HWCAP_AES) != 0;
  f->fPMULL = (has & HWCAP_PMULL) != 0;
  f->fSHA1 = (has & HWCAP_SHA1) != 0;
  f->fSHA2 = (has & HWCAP_SHA2) != 0;
  f->fCRC32 = (has & HWCAP_CRC32) != 0;
  f->fLSE = (has & HWCAP_ATOMICS) != 0;
}
