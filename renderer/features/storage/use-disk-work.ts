import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { DiskConfig } from '../../../shared/domain/guest-config.ts'
import type { CheckReport } from '../../../shared/domain/storage.ts'
import { formatBytes } from '../../i18n/format.ts'
import { call } from '../../ipc/call.ts'
import type { Work } from '../../ui/use-work.ts'
import type { DiskWork } from './disk-work.ts'

/** Has a disk worked on, and says what came of it; `changed` follows each. */
export function useDiskWork(
  guest: GuestView,
  disk: DiskConfig,
  { run }: Work,
  changed: () => void,
): { readonly outcome: string | null; readonly start: (work: DiskWork) => void } {
  const { t } = useTranslation()
  const [outcome, setOutcome] = useState<string | null>(null)
  const start = (work: DiskWork) => {
    setOutcome(null)
    void run(
      () => workOn(t, guest, disk, work),
      (sentence) => {
        setOutcome(sentence)
        changed()
      },
    )
  }
  return { outcome, start }
}

/** Answers with what there is to say of it. Rejects with CallError. */
async function workOn(
  t: TFunction,
  { id }: GuestView,
  { id: disk, path }: DiskConfig,
  work: DiskWork,
): Promise<string | null> {
  switch (work.action) {
    case 'grow': {
      await call('storage.grow', { id, disk, sizeBytes: work.sizeBytes })
      return t('disk.grown', { size: formatBytes(work.sizeBytes) })
    }
    case 'compact': {
      const { beforeBytes, afterBytes } = await call('storage.compact', { id, disk })
      const freed = beforeBytes - afterBytes
      return freed > 0 ? t('disk.compacted', { size: formatBytes(freed) }) : t('disk.nothingToFree')
    }
    case 'convert': {
      const converted = await call('storage.convert', { id, disk, format: work.format })
      return t('disk.converted', { path: converted.path })
    }
    case 'export': {
      await call('storage.export', { id, disk, path: work.path, format: work.format })
      return t('disk.exported', { path: work.path })
    }
    case 'check':
      return outcomeOf(t, await call('storage.check', { id, disk }))
    case 'repair':
      return outcomeOf(t, await call('storage.repair', { id, disk, what: work.what }))
    case 'reveal': {
      await call('dialogs.reveal', { path })
      return null
    }
  }
}

const outcomes = {
  good: 'disk.checkGood',
  leaks: 'disk.checkLeaks',
  damaged: 'disk.checkDamaged',
  'not-checkable': 'disk.checkNone',
} as const

function outcomeOf(t: TFunction, report: CheckReport): string {
  const { corruptionsFixed, leaksFixed } = report
  const fixed =
    corruptionsFixed + leaksFixed === 0
      ? []
      : [t('disk.mended', { errors: corruptionsFixed, leaks: leaksFixed })]
  return [...fixed, t(outcomes[report.outcome])].join(' ')
}
