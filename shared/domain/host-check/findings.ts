/**
 * What the host check finds. A closed list, like that of the errors: what is so, and what is lost by
 * it (empty where nothing is). `{{name}}` is filled from the finding's params.
 */
export const findingCatalogue = {
  CHECK_FAILED: {
    message: 'This could not be checked.',
    lost: 'Nothing is known of it.',
  },
  KVM_PROVED: {
    message: 'Hardware acceleration works: the self-test took {{kvm}} ms, without it {{tcg}} ms.',
    lost: '',
  },
} as const satisfies Record<string, { message: string; lost: string }>

export type FindingCode = keyof typeof findingCatalogue
