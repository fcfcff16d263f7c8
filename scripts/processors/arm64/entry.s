// ENTRY LIBRARY FUNCTION: a function that goes where libraries.c has found the library's; only those that something calls are linked.
.macro ENTRY library, function
  .section .text.\function, "ax", %progbits
  .globl \function
  .type \function, %function
\function:
  adrp x9, entry_\function
  add x9, x9, :lo12:entry_\function
  ldr x11, [x9]
  cbz x11, 1f
  br x11
1:
  adrp x10, name_\function
  add x10, x10, :lo12:name_\function
  b jkmod_find_and_call
  .size \function, . - \function
  .section .bss.\function, "aw", %nobits
  .balign 8
entry_\function:
  .quad 0
  .section .rodata.\function, "a", %progbits
name_\function:
  .asciz "\library:\function"
  .section .note.GNU-stack, "", %progbits
.endm
