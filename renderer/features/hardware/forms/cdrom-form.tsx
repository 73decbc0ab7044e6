import { useTranslation } from 'react-i18next'
import type { CdromConfig } from '../../../../shared/domain/guest-config.ts'
import { Button } from '../../../ui/button.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import { optionsOf } from '../choices.ts'
import { applyNow } from '../configure.ts'
import { removeDevice, setDevice } from '../draft/edits.ts'
import { deviceName } from '../../../i18n/device-name.ts'
import { useForm } from '../form-context.ts'
import { FormPage, pickFile } from './fields.tsx'
import css from './forms.module.css'
import { RemoveButton } from './remove-button.tsx'

export function CdromForm({ cdrom }: { readonly cdrom: CdromConfig }) {
  const { t } = useTranslation()
  const { config, offer, problems, edit } = useForm()
  const { id } = cdrom
  const name = deviceName('cdroms', id, [config])
  return (
    <FormPage
      title={name}
      actions={<RemoveButton name={name} remove={removeDevice('cdroms', id)} />}
    >
      <Disc cdrom={cdrom} />
      <SelectField
        label={t('hardware.bus')}
        error={problems.get(`cdroms.${id}.bus`)}
        value={cdrom.bus}
        options={optionsOf('bus', ['sata', 'ide', 'scsi', 'usb'], cdrom.bus, offer?.diskBuses)}
        onChange={(bus) => edit(setDevice('cdroms', id, { bus }))}
      />
    </FormPage>
  )
}

/** Discs go in and out at once, as in a drive that one stands before. */
function Disc({ cdrom: { id, path } }: { readonly cdrom: CdromConfig }) {
  const { t } = useTranslation()
  const { guest, draft, edit } = useForm()
  // A drive that is not applied yet gets its disc with everything else.
  const isThere = draft.base.cdroms.some((other) => other.id === id)
  const put = (disc: string | null) => {
    const change = setDevice('cdroms', id, { path: disc })
    if (isThere) void applyNow(guest.id, change)
    else edit(change)
  }
  const insert = async () => {
    const disc = await pickFile('cdrom')
    if (disc !== null) put(disc)
  }
  return (
    <>
      <dl className={css.facts}>
        <dt>{t('hardware.disc')}</dt>
        <dd className={path === null ? css.quiet : 'mono selectable'}>
          {path ?? t('hardware.discEmpty')}
        </dd>
      </dl>
      <div className={css.buttons}>
        <Button onClick={() => void insert()}>
          {t(path === null ? 'hardware.insert' : 'hardware.change')}
        </Button>
        {path !== null && <Button onClick={() => put(null)}>{t('hardware.eject')}</Button>}
        {isThere && <span className={css.small}>{t('hardware.discHint')}</span>}
      </div>
    </>
  )
}
