export interface TestGuest {
  readonly kernel: string
  readonly initrd: string
  readonly commandLine: string
  /** What it prints on both consoles when it takes input. */
  readonly readyLine: string
}
export interface SystemGuest extends TestGuest {
  /** A qcow2 image, shared by all tests: boot an overlay or a snapshot of it. */
  readonly disk: string
}
export function testGuest(flavour: 'system'): SystemGuest
export function testGuest(flavour?: 'cloud' | 'full'): TestGuest
