/** What stands where nothing is selected: what to do about it. */
export function Nothing({ title, hint }: { readonly title: string; readonly hint: string }) {
  return (
    <div className="in-nothing">
      <h2>{title}</h2>
      <p>{hint}</p>
    </div>
  )
}
