export interface Runtime {
  readonly dist: string
  readonly executable: string
  readonly version: string
  readonly fallback: boolean
  readonly source: string
}
export function resolveRuntime(): Promise<Runtime>
