/** Runs in the browser, as it is. */
export const signInScript = `const main = document.querySelector('main');
const find = (id) => document.getElementById(id);
const on = (id, event, handle) => find(id).addEventListener(event, (fired) => void handle(fired));
const lang = document.documentElement.lang;
// The secret leaves the address bar and the history at once.
const token = new URLSearchParams(location.hash.slice(1)).get('token');
const failedSingleSignOn = new URLSearchParams(location.search).has('error');
// Where to go then, also from a mailed link, which opens a page of its own: a path of this site, or the console.
const asked = new URLSearchParams(location.search).get('return');
if (asked !== null && /^\\/(?![/\\\\])[^\\s\\\\]*$/.test(asked)) localStorage.setItem('goen-return', asked);
history.replaceState(null, '', '/sign-in?lang=' + lang);

const say = (name) => {
  find('message').textContent = name === '' ? '' : main.dataset[name];
};
const show = (id) => {
  for (const section of ['link', 'form', 'signed-in']) find(section).hidden = section !== id;
};
const ask = (method, path, body) =>
  fetch(path, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
const sayRefusal = (answer) => say(answer.status === 429 ? 'tooMany' : answer.status === 401 ? 'failed' : 'error');

// Other tabs of the console must not go on for somebody else, or for nobody.
const tellTabs = (email) => new BroadcastChannel('goen-session').postMessage({ email });
function showSignedIn(me) {
  find('who').textContent = me.member === null ? me.email : me.email + ' (' + me.member.company.name + ')';
  say('');
  show('signed-in');
}
function takeReturn() {
  const path = localStorage.getItem('goen-return');
  localStorage.removeItem('goen-return');
  return path;
}
async function finish(answer) {
  if (answer.ok) {
    tellTabs((await answer.json()).email);
    return location.replace(takeReturn() ?? '/console');
  }
  sayRefusal(answer);
  return show('form');
}

on('use-link', 'click', async () => finish(await ask('POST', '/v1/sign-in/link', { token })));
on('send-link', 'submit', async (event) => {
  event.preventDefault();
  const answer = await ask('POST', '/v1/sign-in/links', { email: find('email').value, locale: lang });
  if (answer.ok) say('sent');
  else sayRefusal(answer);
});
on('passkey', 'click', async () => {
  const begun = await ask('POST', '/v1/sign-in/passkey-options');
  if (!begun.ok) return sayRefusal(begun);
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await begun.json());
  const credential = await navigator.credentials.get({ publicKey }).catch(() => null);
  if (credential === null) return say('failed');
  return finish(await ask('POST', '/v1/sign-in/passkey', { credential: credential.toJSON() }));
});
on('sso', 'submit', async (event) => {
  event.preventDefault();
  const answer = await ask('POST', '/v1/sign-in/single-sign-on', { company: find('company').value });
  if (answer.ok) location.assign((await answer.json()).url);
  else say(answer.status === 429 ? 'tooMany' : 'ssoFailed');
});
on('sign-out', 'click', async () => {
  await ask('POST', '/v1/sign-out');
  tellTabs(null);
  takeReturn();
  show('form');
});

async function readMe() {
  const answer = await ask('GET', '/v1/me');
  return answer.ok ? answer.json() : null;
}

async function showLink() {
  const answer = await ask('POST', '/v1/sign-in/link/preview', { token });
  if (!answer.ok) {
    sayRefusal(answer);
    return show('form');
  }
  find('link-owner').textContent = (await answer.json()).email;
  return show('link');
}

async function start() {
  if (token !== null) return showLink();
  if (failedSingleSignOn) say('ssoFailed');
  const me = await readMe();
  if (me === null) return show('form');
  tellTabs(me.email);
  const path = takeReturn();
  return path === null ? showSignedIn(me) : location.replace(path);
}
void start();
`;
