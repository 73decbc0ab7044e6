import { useTranslation } from 'react-i18next'
import type { UsbDeviceConfig } from '../../../../shared/domain/config/devices.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { Field } from '../../../ui/field.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import { optionsOf } from '../choices.ts'
import { removeDevice, setDevice } from '../draft/edits.ts'
import { deviceName } from '../../../i18n/device-name.ts'
import { fits } from '../draft/new-devices.ts'
import { useForm } from '../form-context.ts'
import { usbName } from '../usb-name.ts'
import { useHostUsb } from '../use-host-usb.ts'
import { FormPage, NumberField } from './fields.tsx'
import css from './forms.module.css'
import { RemoveButton } from './remove-button.tsx'

/** Where udev's local rules go; the name is that of the error of the same cause. */
const RULES_FILE = '/etc/udev/rules.d/70-guesthouse-usb.rules'

export function UsbForm({ device }: { readonly device: UsbDeviceConfig }) {
  const { t } = useTranslation()
  const { config, edit } = useForm()
  const { devices } = useHostUsb()
  const { id, match } = device
  const name = deviceName('usbDevices', id, [config])
  const found = devices?.find((candidate) => fits(device, candidate))
  const become = (kind: 'product' | 'port') => {
    const next: UsbDeviceConfig['match'] =
      kind === 'product'
        ? { kind, vendor: found?.vendor ?? '', product: found?.product ?? '' }
        : { kind, bus: found?.bus ?? 1, port: found?.port ?? '1' }
    edit(setDevice('usbDevices', id, { match: next }))
  }
  return (
    <FormPage
      title={name}
      actions={<RemoveButton name={name} remove={removeDevice('usbDevices', id)} />}
    >
      <SelectField
        label={t('hardware.usbMatch')}
        value={match.kind}
        options={optionsOf('usb', ['product', 'port'], match.kind)}
        onChange={become}
      />
      <Match device={device} />
      {devices !== null && (
        <p className={css.quiet}>
          {found === undefined
            ? t('hardware.usbNotThere')
            : t('hardware.usbPluggedIn', { name: usbName(found) })}
        </p>
      )}
      {found !== undefined && found.access !== 'writable' && (
        <Notice
          tone="warn"
          message={t('hardware.usbNoPermission', { file: RULES_FILE })}
          actions={<CopyButton text={found.rule} />}
        >
          <p className="mono selectable">{found.rule}</p>
        </Notice>
      )}
    </FormPage>
  )
}

function Match({ device: { id, match } }: { readonly device: UsbDeviceConfig }) {
  const { t } = useTranslation()
  const { problems, edit } = useForm()
  const wrong = (key: string) => problems.get(`usbDevices.${id}.match.${key}`)
  const change = (next: UsbDeviceConfig['match']) =>
    edit(setDevice('usbDevices', id, { match: next }))
  if (match.kind === 'product') {
    return (
      <div className={css.pair}>
        <Field
          label={t('hardware.usbVendor')}
          error={wrong('vendor')}
          value={match.vendor}
          onChange={(event) => change({ ...match, vendor: event.currentTarget.value })}
        />
        <Field
          label={t('hardware.usbProduct')}
          error={wrong('product')}
          value={match.product}
          onChange={(event) => change({ ...match, product: event.currentTarget.value })}
        />
      </div>
    )
  }
  const setBus = (config: GuestConfig, bus: number) =>
    setDevice('usbDevices', id, { match: { ...match, bus } })(config)
  return (
    <div className={css.pair}>
      <NumberField
        field={`usbDevices.${id}.match.bus`}
        label={t('hardware.usbBus')}
        value={match.bus}
        set={setBus}
      />
      <Field
        label={t('hardware.usbPort')}
        error={wrong('port')}
        value={match.port}
        onChange={(event) => change({ ...match, port: event.currentTarget.value })}
      />
    </div>
  )
}
