import type { QmpClient } from './client.ts'

/** The versioned machine type that QEMU runs: "pc-q35-7.2" of "pc-q35-7.2-machine", its class's name. */
export async function machineType(qmp: QmpClient): Promise<string> {
  const type = await qmp.execute('qom-get', { path: '/machine', property: 'type' })
  if (typeof type !== 'string') throw new Error(`the machine's type is ${JSON.stringify(type)}`)
  return type.replace(/-machine$/, '')
}
