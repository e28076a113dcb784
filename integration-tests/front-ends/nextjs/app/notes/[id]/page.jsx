// an export has to know every page
export function generateStaticParams() {
  return [{ id: '7' }, { id: '8' }]
}

export default async function Note({ params }) {
  const { id } = await params
  return <h1>Note {id}</h1>
}
