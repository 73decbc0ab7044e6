export interface TestGuest {
  readonly kernel: string
  readonly initrd: string
  readonly commandLine: string
  /** What it prints on both consoles when it takes input. */
  readonly readyLine: string
}
export function testGuest(flavour?: 'cloud' | 'full'): TestGuest
