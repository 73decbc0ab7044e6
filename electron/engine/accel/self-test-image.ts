/** Size of a boot sector, in bytes; its last two are the signature that firmware looks for. */
const SECTOR_BYTES = 512
const SIGNATURE = Buffer.from('55aa', 'hex')

/** Firmware only boots from a disk that has room for a plausible geometry. */
export const DISK_BYTES = 1024 * 1024

/**
 * The machine code of assets/kvm-self-test/self-test.S, which says what it does; loaded at 0x7c00.
 * A test assembles that file and compares. Here as text, so that nobody has to trust a binary and
 * nothing but this is needed at run time.
 */
const listing = [
  'fa', // cli
  'fc', // cld
  '31 c0', // xorw %ax, %ax
  '8e d8', // movw %ax, %ds
  '8e c0', // movw %ax, %es
  '8e d0', // movw %ax, %ss
  'bc 00 7c', // movw $_start, %sp
  'b0 52', // movb $'R', %al
  'e6 e9', // outb %al, $DEBUG_PORT
  'bf 00 10', // movw $PML4, %di
  '66 31 c0', // xorl %eax, %eax
  'b9 00 0c', // movw $(3 * 4096 / 4), %cx
  '66 f3 ab', // rep stosl
  '66 c7 06 00 10 03 20 00 00', // movl $(PDPT + PRESENT_WRITE), PML4
  '66 c7 06 00 20 03 30 00 00', // movl $(PD + PRESENT_WRITE), PDPT
  '66 c7 06 00 30 83 00 00 00', // movl $LARGE_PAGE, PD
  '0f 01 16 b8 7c', // lgdt gdt_pointer
  '66 b8 20 00 00 00', // movl $CR4_PAE, %eax
  '0f 22 e0', // movl %eax, %cr4
  '66 b8 00 10 00 00', // movl $PML4, %eax
  '0f 22 d8', // movl %eax, %cr3
  '66 b9 80 00 00 c0', // movl $MSR_EFER, %ecx
  '0f 32', // rdmsr
  '66 0d 00 01 00 00', // orl $EFER_LME, %eax
  '0f 30', // wrmsr
  '0f 20 c0', // movl %cr0, %eax
  '66 0d 01 00 00 80', // orl $CR0_PG_PE, %eax
  '0f 22 c0', // movl %eax, %cr0
  'ea 70 7c 08 00', // ljmp $8, $long_mode
  'b0 4c', // movb $'L', %al
  'e6 e9', // outb %al, $DEBUG_PORT
  '66 ba 08 06', // movw $PM_TIMER_PORT, %dx
  'ed', // inl %dx, %eax
  '89 c3', // movl %eax, %ebx
  'b9 80 f0 fa 02', // movl $LOOPS, %ecx
  'ff c9', // count: decl %ecx
  '75 fc', // jnz count
  'ed', // inl %dx, %eax
  '29 d8', // subl %ebx, %eax
  '89 c3', // movl %eax, %ebx
  'b0 44', // movb $'D', %al
  'e6 e9', // outb %al, $DEBUG_PORT
  'b9 03 00 00 00', // movl $3, %ecx
  '88 d8', // report: movb %bl, %al
  'e6 e9', // outb %al, $DEBUG_PORT
  'c1 eb 08', // shrl $8, %ebx
  'ff c9', // decl %ecx
  '75 f5', // jnz report
  '66 ba 01 05', // movw $EXIT_PORT, %dx
  'b0 10', // movb $EXIT_VALUE, %al
  'ee', // outb %al, %dx
  'f4', // rest: hlt
  'eb fd', // jmp rest
  '00', // .balign 8, 0
  '00 00 00 00 00 00 00 00', // gdt: .quad 0
  '00 00 00 00 00 9a 20 00', // .quad 0x00209a0000000000
  '0f 00', // .word gdt_pointer - gdt - 1
  'a8 7c 00 00', // .long gdt
]

/** The boot sector. */
export function selfTestSector(): Buffer {
  const code = Buffer.from(listing.join('').replaceAll(' ', ''), 'hex')
  const sector = Buffer.alloc(SECTOR_BYTES)
  code.copy(sector)
  SIGNATURE.copy(sector, SECTOR_BYTES - SIGNATURE.length)
  return sector
}
