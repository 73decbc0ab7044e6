import { openSync, closeSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { inheritableDescriptors } from './descriptors.ts'

describe('the descriptors that a child would inherit', () => {
  it('are not those that Node opens', () => {
    const descriptor = openSync('/dev/null', 'r')
    expect(inheritableDescriptors()).not.toContain(descriptor)
    closeSync(descriptor)
  })
})
