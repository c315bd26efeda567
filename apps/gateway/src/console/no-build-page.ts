/** Shown while there is no build: in development, or when an image was made without one. */
export const noBuildPage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Goen</title></head>
<body><main>
<h1>The console is not built yet</h1>
<p lang="ja">管理画面がまだビルドされていません。<code>npm start</code> を実行すると自動でビルドされます。</p>
<p><code>npm start</code> and <code>npm run demo</code> build it. To build it alone: <code>npm run build -w @goen/console</code>.
A gateway that you start yourself looks for the build in <code>CONSOLE_DIR</code>.</p>
<p>The API works without it: <a href="/docs">/docs</a>.</p>
</main></body>
</html>
`;
