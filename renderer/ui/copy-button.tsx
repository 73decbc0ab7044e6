import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'

/** Copies `text` and says so until the pointer or the focus leaves. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const forget = () => setCopied(false)
  return (
    <Button
      look="quiet"
      icon={copied ? <Check size={16} /> : <Copy size={16} />}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true), forget)}
      onPointerLeave={forget}
      onBlur={forget}
    >
      {copied ? t('action.copied') : (label ?? t('action.copy'))}
    </Button>
  )
}
