/**
 * Parts of the page that its first picture does without. Their code comes when the page has nothing
 * better to do (`fetchTheRest`), or at once when one of them is to be shown before that.
 */
import { type ComponentType, Suspense, use } from 'react'

/** Answers the same promise always. */
type Source<P> = () => Promise<ComponentType<P>>

const fetchers: (() => Promise<unknown>)[] = []

/** A component whose code comes later; where it stands, nothing is shown until then. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const source = sourceOf(load)
  fetchers.push(source)
  return (props) => (
    <Suspense>
      <Fetched source={source} props={props} />
    </Suspense>
  )
}

/** Fetches all that was put off. What is shown after this is shown at once, offline too. */
export async function fetchTheRest(): Promise<void> {
  await Promise.all(fetchers.map((fetchPart) => fetchPart()))
}

function sourceOf<P>(load: () => Promise<ComponentType<P>>): Source<P> {
  let loading: Promise<ComponentType<P>> | undefined
  const fetchOnce = async () => {
    // Offline before it was ever fetched: the rest of the page goes on without it.
    const part = await load().catch(() => () => null)
    // What React itself notes on promises that it has seen fulfilled: a part that is here is shown without a pause.
    if (loading) Object.assign(loading, { status: 'fulfilled', value: part })
    return part
  }
  return () => {
    loading ??= fetchOnce()
    return loading
  }
}

interface FetchedProps<P> {
  readonly source: Source<P>
  readonly props: P
}

function Fetched<P extends object>({ source, props }: FetchedProps<P>) {
  const Part = use(source())
  return <Part {...props} />
}
