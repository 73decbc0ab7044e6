/** What to add to -cpu so that QEMU does not write a model-specific register that KVM refuses. */
interface MsrFact {
  /** Numbers of the registers, first to last. */
  readonly msrs: readonly (readonly [first: number, last: number])[]
  readonly without: string
}

/**
 * QEMU ends with an assertion when KVM refuses a register ("error: failed to set MSR 0x…",
 * kvm_buf_set_msrs in target/i386/kvm/kvm.c). Here are the registers that it writes because of a
 * CPU feature, from kvm_init_msrs and kvm_put_msrs of that file. Without the feature it writes
 * none, or zero, which KVM takes (feature_dependencies in target/i386/cpu.c). A register that is
 * written whatever the features are has no entry, as nothing could be left out.
 */
const facts: readonly MsrFact[] = [
  // MSR_IA32_ARCH_CAPABILITIES. Seen on nested hosts whose KVM shows it and does not take it.
  { msrs: [[0x10a, 0x10a]], without: '-arch-capabilities' },
  // MSR_IA32_CORE_CAPABILITY
  { msrs: [[0xcf, 0xcf]], without: '-core-capability' },
  // MSR_IA32_PERF_CAPABILITIES
  { msrs: [[0x345, 0x345]], without: '-pdcm' },
  // MSR_IA32_VMX_BASIC to MSR_IA32_VMX_VMFUNC
  { msrs: [[0x480, 0x491]], without: '-vmx' },
  // MSR_P6_PERFCTR0.., EVNTSEL0.., CORE_PERF_FIXED_CTR0.., FIXED_CTR_CTRL to GLOBAL_OVF_CTRL
  {
    msrs: [
      [0xc1, 0xd2],
      [0x186, 0x197],
      [0x309, 0x318],
      [0x38d, 0x390],
    ],
    without: 'pmu=off',
  },
  // MSR_IA32_RTIT_*
  {
    msrs: [
      [0x560, 0x561],
      [0x570, 0x572],
      [0x580, 0x587],
    ],
    without: '-intel-pt',
  },
  // MSR_IA32_SGXLEPUBKEYHASH0 to 3
  { msrs: [[0x8c, 0x8f]], without: '-sgxlc' },
  // MSR_IA32_XFD, MSR_IA32_XFD_ERR
  { msrs: [[0x1c4, 0x1c5]], without: '-xfd' },
  // MSR_ARCH_LBR_CTL, _DEPTH, _INFO_0.., _FROM_0.., _TO_0..
  {
    msrs: [
      [0x14ce, 0x14cf],
      [0x1200, 0x121f],
      [0x1500, 0x151f],
      [0x1600, 0x161f],
    ],
    without: '-arch-lbr',
  },
  // Hyper-V's registers (hyperv_handle_properties and kvm_put_msrs). A KVM that runs on another
  // hypervisor may offer the enlightenment and still refuse the register.
  { msrs: [[0x4000_0002, 0x4000_0002]], without: 'hv-vpindex=off' },
  { msrs: [[0x4000_0010, 0x4000_0010]], without: 'hv-runtime=off' },
  // HV_X64_MSR_REFERENCE_TSC
  { msrs: [[0x4000_0021, 0x4000_0021]], without: 'hv-time=off' },
  // HV_X64_MSR_APIC_ASSIST_PAGE
  { msrs: [[0x4000_0073, 0x4000_0073]], without: 'hv-vapic=off' },
  { msrs: [[0x4000_0080, 0x4000_009f]], without: 'hv-synic=off' },
  { msrs: [[0x4000_00b0, 0x4000_00b7]], without: 'hv-stimer=off' },
]

/** What QEMU says of a hyper-v enlightenment that this kernel has not (target/i386/kvm/kvm.c). */
const HYPER_V_WORDS: readonly RegExp[] = [
  /Hyper-V [^\n]*\((hv-[a-z-]+)\) is not supported by kernel/,
  // The first of the two cannot be without the second.
  /Hyper-V [^\n]*\((hv-[a-z-]+)\) requires Hyper-V/,
]
const VP_INDEX_WORDS = /kernel doesn't allow setting HyperV VP_INDEX/

/**
 * The value for -cpu to try after QEMU died: `cpu` without the feature that KVM refused by QEMU's
 * own words. null where the words name no such feature or it has been left out already, so that
 * asking again and again comes to an end.
 */
export function nextCpuAfterFailure(cpu: string, stderr: string): string | null {
  const without = refusedRegister(stderr) ?? refusedEnlightenment(stderr)
  if (without === null || cpu.split(',').includes(without)) return null
  return `${cpu},${without}`
}

function refusedRegister(stderr: string): string | null {
  const refused = /failed to set MSR 0x([0-9a-f]{1,8})\b/i.exec(stderr)?.[1]
  if (refused === undefined) return null
  const msr = Number.parseInt(refused, 16)
  const holds = ({ msrs }: MsrFact): boolean =>
    msrs.some(([first, last]) => msr >= first && msr <= last)
  return facts.find(holds)?.without ?? null
}

function refusedEnlightenment(stderr: string): string | null {
  if (VP_INDEX_WORDS.test(stderr)) return 'hv-vpindex=off'
  for (const words of HYPER_V_WORDS) {
    const name = words.exec(stderr)?.[1]
    if (name !== undefined) return `${name}=off`
  }
  return null
}
