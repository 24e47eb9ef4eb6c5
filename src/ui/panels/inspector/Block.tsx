import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatNumber } from '../../i18n/formats.ts'

export interface BlockProps {
  readonly title: string
  readonly count?: number
  readonly children: ReactNode
}

/** A part of the inspector that folds away. */
export function Block({ title, count, children }: BlockProps) {
  return (
    <details className="block" open>
      <summary>
        <ChevronRight className="block-mark" aria-hidden />
        {title}
        {count !== undefined && count > 0 && (
          <span className="block-count">{formatNumber(count)}</span>
        )}
      </summary>
      {children}
    </details>
  )
}
