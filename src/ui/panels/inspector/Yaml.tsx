import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../widgets/Button.tsx'
import { YamlText } from '../../widgets/YamlText.tsx'

/** An object as YAML, to read and to copy. */
export function Yaml({ text }: { readonly text: string }) {
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key. */}
      <section className="yaml-scroll" tabIndex={0} aria-label={t('object.yaml')}>
        <YamlText text={text} />
      </section>
    </div>
  )
}
