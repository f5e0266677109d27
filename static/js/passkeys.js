// Passkeys: what the server asks for is JSON, and the answer goes into the form.
const known = window.PublicKeyCredential;
const able = known && known.parseCreationOptionsFromJSON && known.prototype.toJSON;
// Every key has to be able to sign in alone: it is found without a name, and it
// checks who holds it.
const alone = { residentKey: "required", requireResidentKey: true, userVerification: "required" };

const ceremonies = {
  async create({ creation_options: { publicKey } }) {
    const asked = known.parseCreationOptionsFromJSON(publicKey);
    asked.authenticatorSelection = { ...asked.authenticatorSelection, ...alone };
    return navigator.credentials.create({ publicKey: asked });
  },
  async get({ request_options: { publicKey } }) {
    return navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(publicKey) });
  },
};

async function optionsOf(form) {
  if (form.dataset.options) {
    return JSON.parse(document.getElementById(form.dataset.options).textContent);
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`options: ${answer.status}`);
  return answer.json();
}

async function answer(event) {
  event.preventDefault();
  const form = event.target;
  const failed = form.querySelector("[data-failed]");
  failed.hidden = true;
  try {
    const credential = await ceremonies[form.dataset.passkey](await optionsOf(form));
    form.elements.credential.value = JSON.stringify(credential.toJSON());
    form.submit();
  } catch {
    failed.hidden = false;
  }
}

if (able) {
  for (const hint of document.querySelectorAll("[data-no-passkeys]")) hint.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", answer);
  }
}
