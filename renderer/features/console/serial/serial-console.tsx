import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../../shared/domain/guest.ts'
import { Choice } from '../../../ui/choice.tsx'
import { SerialTerminal } from './serial-terminal.tsx'

/** A guest's serial ports, one of them in sight. Each is opened when it is first looked at. */
export default function SerialConsole({ guest }: { readonly guest: GuestView }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string | null>(null)
  const [opened, setOpened] = useState<readonly string[]>([])
  // What it has now, where it runs.
  const devices = ((guest.runtime ?? guest).config?.serials ?? []).map(({ id }) => id)
  const shown = devices.find((device) => device === chosen) ?? devices[0]
  if (shown === undefined) return null

  const choose = (device: string): void => {
    setOpened([...new Set([...opened, shown, device])])
    setChosen(device)
  }
  const ports =
    devices.length === 1 ? null : (
      <Choice
        label={t('serial.ports')}
        value={shown}
        options={devices.map((device) => ({ value: device, label: device }))}
        onChange={choose}
      />
    )
  return devices
    .filter((device) => device === shown || opened.includes(device))
    .map((device) => (
      <SerialTerminal
        key={device}
        guest={guest}
        device={device}
        shown={device === shown}
        ports={ports}
      />
    ))
}
