# ENTRY LIBRARY FUNCTION: a function that goes where libraries.c has found the library's; only those that something calls are linked.
.macro ENTRY library, function
  .section .text.\function, "ax", @progbits
  .globl \function
  .type \function, @function
\function:
  mov entry_\function(%rip), %rax
  test %rax, %rax
  je 1f
  jmp *%rax
1:
  lea entry_\function(%rip), %r10
  lea name_\function(%rip), %r11
  jmp jkmod_find_and_call
  .size \function, . - \function
  .section .bss.\function, "aw", @nobits
  .balign 8
entry_\function:
  .quad 0
  .section .rodata.\function, "a", @progbits
name_\function:
  .asciz "\library:\function"
  .section .note.GNU-stack, "", @progbits
.endm
