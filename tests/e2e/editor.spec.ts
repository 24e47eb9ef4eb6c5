import { expect, test } from '@playwright/test'
import { open, pods, position, runToQuiet, stepForward, typeManifest } from './page.ts'

const deployment = (replicas: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: nginx, image: "nginx:1.27" }]
`

test.describe('given the editor', () => {
  test.beforeEach(({ page }) => open(page, '?lang=en&seed=1&example=web'))

  test('a broken manifest is marked at its line with the reason, and the cluster is untouched', async ({
    page,
  }) => {
    const before = await position(page)
    await typeManifest(page, deployment('three'))
    const problems = page.getByRole('list', { name: '1 problem' })
    await expect(problems).toContainText(/Line 6: .*cannot unmarshal string.*spec\.replicas/)
    await expect(page.locator('.monaco-editor .squiggly-error')).toHaveCount(1)

    await page.getByRole('button', { name: 'Apply', exact: true }).click()
    await expect(page.getByText('Not applied: the manifest has mistakes.')).toBeVisible()
    expect(await position(page)).toBe(before)

    await typeManifest(page, deployment('1').replace('kind: Deployment', 'kind: Deploymnt'))
    await expect(page.getByRole('list', { name: '1 problem' })).toContainText(
      /Line 2: no matches for kind "Deploymnt"/,
    )
  })

  test('Apply, a difference from what is live, and Delete', async ({ page }) => {
    await typeManifest(page, deployment('2'))
    await page.getByRole('button', { name: 'Apply', exact: true }).click()
    await expect(page.getByText(/^Applied web\.yaml/)).toBeVisible()
    await runToQuiet(page)
    await expect.poll(() => pods(page)).toHaveLength(2)

    await typeManifest(page, deployment('5'))
    await page.getByText('Against the cluster').click()
    await expect(page.getByText('1 field differs')).toBeVisible()
    await expect(page.getByText('spec.replicas', { exact: true })).toBeVisible()

    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await runToQuiet(page)
    await expect.poll(() => pods(page)).toEqual([])
  })

  test('an example is loaded from its menu', async ({ page }) => {
    await page.getByRole('button', { name: 'Examples' }).click()
    await page.getByRole('menuitem', { name: 'A bare pod' }).click()
    await expect(page.getByRole('tab', { name: /bare-pod\.yaml/ })).toBeVisible()
    await stepForward(page)
    await runToQuiet(page)
    await expect.poll(() => pods(page)).toEqual(['default/hello Running'])
    await expect(page.getByText('Step 3 is struck out: this story does not need it.')).toBeVisible()
  })
})
