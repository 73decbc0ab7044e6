# A boot sector that tells whether an accelerator works, and how fast it runs a plain loop.
#
# It says on the debug console (port 0xe9) how far it came, one byte each:
#   R   real mode, where the firmware left off
#   L   long mode is on: page tables, control registers and EFER work
#   D   the loop has ended; three more bytes follow, least significant first: how long the loop
#       took in ticks of the ACPI PM timer (3,579,545 Hz, 24 bits wide: ACPI 6.5, section 4.8.3.3)
# and leaves through isa-debug-exit at port 0x501 with the value 0x10, which makes QEMU's exit
# status (0x10 << 1) | 1 = 33.
#
# The guest measures the time itself, so how fast QEMU starts and the host reads has no part in it.
# The PM timer counts QEMU's virtual clock under every accelerator; the firmware of QEMU's PC
# machines (SeaBIOS, PORT_ACPI_PM_BASE) places its registers at 0x600, the timer at offset 8.
#
# The machine code stands in electron/engine/accel/self-test-image.ts; a test assembles this file
# and compares. Tools: GNU as and ld.

.set DEBUG_PORT,    0xe9
.set EXIT_PORT,     0x501
.set EXIT_VALUE,    0x10
.set PM_TIMER_PORT, 0x608
.set LOOPS,         50000000

.set PML4,          0x1000          # three pages of tables, below the boot sector
.set PDPT,          0x2000
.set PD,            0x3000
.set PRESENT_WRITE, 0x3
.set LARGE_PAGE,    0x83            # present, writable, 2 MiB

.set MSR_EFER,      0xc0000080
.set EFER_LME,      0x100
.set CR4_PAE,       0x20
.set CR0_PG_PE,     0x80000001

.code16
.globl _start
_start:
        cli
        cld
        xorw    %ax, %ax
        movw    %ax, %ds
        movw    %ax, %es
        movw    %ax, %ss
        movw    $_start, %sp
        movb    $'R', %al
        outb    %al, $DEBUG_PORT

        # Identity-map the first 2 MiB.
        movw    $PML4, %di
        xorl    %eax, %eax
        movw    $(3 * 4096 / 4), %cx
        rep stosl
        movl    $(PDPT + PRESENT_WRITE), PML4
        movl    $(PD + PRESENT_WRITE), PDPT
        movl    $LARGE_PAGE, PD

        # Straight from real mode to long mode: PAE, the tables, LME, then paging and protection.
        lgdt    gdt_pointer
        movl    $CR4_PAE, %eax
        movl    %eax, %cr4
        movl    $PML4, %eax
        movl    %eax, %cr3
        movl    $MSR_EFER, %ecx
        rdmsr
        orl     $EFER_LME, %eax
        wrmsr
        movl    %cr0, %eax
        orl     $CR0_PG_PE, %eax
        movl    %eax, %cr0
        ljmp    $8, $long_mode

.code64
long_mode:
        movb    $'L', %al
        outb    %al, $DEBUG_PORT
        movw    $PM_TIMER_PORT, %dx
        inl     %dx, %eax
        movl    %eax, %ebx
        movl    $LOOPS, %ecx
count:  decl    %ecx
        jnz     count
        inl     %dx, %eax
        subl    %ebx, %eax
        movl    %eax, %ebx
        movb    $'D', %al
        outb    %al, $DEBUG_PORT
        movl    $3, %ecx
report: movb    %bl, %al
        outb    %al, $DEBUG_PORT
        shrl    $8, %ebx
        decl    %ecx
        jnz     report
        movw    $EXIT_PORT, %dx
        movb    $EXIT_VALUE, %al
        outb    %al, %dx
rest:   hlt
        jmp     rest

.balign 8, 0
gdt:    .quad   0
        .quad   0x00209a0000000000  # 64-bit code
gdt_pointer:
        .word   gdt_pointer - gdt - 1
        .long   gdt

.org 510
        .word   0xaa55
