/* What this x86-64 can do, for runtime.c. */
#include "amd64cpufeatures.h"

#define SUPPORTS(feature) (__builtin_cpu_supports(feature) != 0)

void determineCPUFeatures(CPUFeatures *f) {
  memset(f, 0, sizeof *f);
  __builtin_cpu_init();
  f->fCX8 = f->fCMOV = f->fFXSR = f->fMMX = f->fTSC = 1;
  f->fSSE = SUPPORTS("sse");
  f->fSSE2 = SUPPORTS("sse2");
  f->fSSE3 = SUPPORTS("sse3");
  f->fSSSE3 = SUPPORTS("ssse3");
  f->fSSE4A = SUPPORTS("sse4a");
  f->fSSE4_1 = SUPPORTS("sse4.1");
  f->fSSE4_2 = SUPPORTS("sse4.2");
  f->fPOPCNT = SUPPORTS("popcnt");
  f->fLZCNT = SUPPORTS("lzcnt");
  f->fAVX = SUPPORTS("avx");
  f->fAVX2 = SUPPORTS("avx2");
  f->fAES = SUPPORTS("aes");
  f->fCLMUL = SUPPORTS("pclmul");
  f->fBMI1 = SUPPORTS("bmi");
  f->fBMI2 = SUPPORTS("bmi2");
  f->fFMA = SUPPORTS("fma");
}
