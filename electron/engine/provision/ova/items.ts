import type { Xml } from '../xml.ts'

/** CIM_ResourceAllocationSettingData.ResourceType (DSP0004's CIM schema), those that OVFs have. */
export const resource = {
  ...{ processor: 3, memory: 4, ide: 5, scsi: 6, ethernet: 10, floppy: 14, cd: 15, dvd: 16 },
  ...{ disk: 17, otherStorage: 20, serial: 21, parallel: 22, usb: 23, graphics: 24, sound: 35 },
} as const

/** A piece of hardware of an OVF. */
export interface Item {
  readonly id: string
  readonly type: number
  readonly subtype: string
  readonly parent: string | undefined
  readonly element: Xml
  /** In the words of the maker: "SATA Controller 1". */
  readonly name: string
}

/** The hardware of a system in the configuration that its maker prefers (DSP0243, 9.8). */
export function itemsOf(envelope: Xml, hardware: Xml): Item[] {
  const configurations = envelope.child('DeploymentOptionSection')?.children('Configuration') ?? []
  const preferred =
    configurations.find((one) => one.attribute('default') === 'true') ?? configurations[0]
  const chosen = preferred?.attribute('id')
  const elements = hardware
    .children()
    .filter(({ name }) => name === 'Item' || name === 'StorageItem' || name === 'EthernetPortItem')
    // Ranges of what may be set, beside the value itself.
    .filter((element) => element.attribute('bound') === undefined)
    .filter((element) => {
      const configuration = element.attribute('configuration')
      if (configuration === undefined || chosen === undefined) return true
      return configuration.split(/\s+/).includes(chosen)
    })
  const items = elements.map((element) => ({
    id: element.textOf('InstanceID') ?? element.textOf('InstanceId') ?? '',
    type: Number(element.textOf('ResourceType') ?? Number.NaN),
    subtype: element.textOf('ResourceSubType') ?? '',
    parent: element.textOf('Parent'),
    element,
    name: element.textOf('ElementName') ?? element.textOf('Caption') ?? '',
  }))
  // One of the preferred configuration stands for one of the same id without any.
  return [...new Map(items.map((item) => [item.id === '' ? item : item.id, item])).values()]
}
