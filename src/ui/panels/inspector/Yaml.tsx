import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import type { ObjectRef } from '../../../protocol/trace.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useWhy } from '../../state/why.ts'
import { Button } from '../../widgets/Button.tsx'
import { YamlLines } from './YamlLines.tsx'

export interface YamlProps {
  readonly text: string
  readonly object: ObjectRef
}

/** An object as YAML, to read, to copy and to ask about line by line. */
export function Yaml({ text, object }: YamlProps) {
  const { t } = useTranslation('inspector')
  const [copied, setCopied] = useState('')
  const isCopied = copied === text

  async function copy() {
    await navigator.clipboard?.writeText(text)
    setCopied(text)
  }

  return (
    <div className="yaml">
      <Button size="small" look="quiet" className="yaml-copy" onClick={copy}>
        {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
        {t(isCopied ? 'object.copied' : 'object.copy')}
      </Button>
      <p className="in-none">{t('why:yamlHint')}</p>
      <div className="yaml-scroll">
        <YamlLines
          text={text}
          onAsk={(path) => useWhy.getState().ask({ type: 'object', object, path })}
        />
      </div>
    </div>
  )
}
