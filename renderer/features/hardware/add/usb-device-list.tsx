import { useTranslation } from 'react-i18next'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { Button } from '../../../ui/button.tsx'
import { DialogBody, DialogFooter } from '../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { addDevice } from '../draft/edits.ts'
import { fits, freeId, newUsbDevice } from '../draft/new-devices.ts'
import { useForm } from '../form-context.ts'
import { usbName } from '../usb-name.ts'
import { useHostUsb } from '../use-host-usb.ts'
import css from './add.module.css'
import type { AskedFormProps } from './new-disk-form.tsx'
import { useFirstFocus } from './use-first-focus.ts'

interface UsbDeviceListProps extends AskedFormProps {
  /** Descriptions whose ids are taken. */
  readonly configs: readonly GuestConfig[]
}

/** What is plugged into this computer; choosing one adds it. */
export function UsbDeviceList({ configs, onBack, onDone }: UsbDeviceListProps) {
  const { t } = useTranslation()
  const { config, edit } = useForm()
  const { devices, error } = useHostUsb()
  const whole = useFirstFocus<HTMLDivElement>()
  return (
    <div ref={whole} className={css.form}>
      <DialogBody>
        {error !== null && <ErrorNotice error={error} />}
        {devices === null && error === null && <p>{t('hardware.usbLooking')}</p>}
        {devices?.length === 0 && <p>{t('hardware.usbNoneFound')}</p>}
        <ul className={css.devices}>
          {(devices ?? []).map((device) => {
            const has = config.usbDevices.some((lent) => fits(lent, device))
            return (
              <li key={device.node}>
                <button
                  type="button"
                  className={css.device}
                  disabled={has}
                  onClick={() => {
                    const id = freeId('usbDevices', configs)
                    edit(addDevice('usbDevices', newUsbDevice(id, device, devices ?? [])))
                    onDone(`usbDevices.${id}`)
                  }}
                >
                  <span className={css.title}>{usbName(device)}</span>
                  <span className={css.text}>
                    {has ? t('hardware.usbLentAlready') : `${String(device.bus)}-${device.port}`}
                    {device.speedMbps !== null &&
                      ` · ${t('hardware.usbSpeed', { speed: device.speedMbps })}`}
                  </span>
                </button>
              </li>
            )
          })}
        </ul>
      </DialogBody>
      <DialogFooter>
        <Button onClick={onBack}>{t('hardware.addBack')}</Button>
      </DialogFooter>
    </div>
  )
}
