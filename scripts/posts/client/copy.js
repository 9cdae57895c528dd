/* global document */
"use strict";

/* A button that copies a cell's code. A plain script: browsers load no modules from a disk. */
for (const input of document.querySelectorAll(".input")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", () => {
    const code = input.querySelector("code")?.textContent ?? "";
    navigator.clipboard.writeText(code).then(
      () => say("Copied"),
      () => say("Select it and copy"),
    );
  });
  input.append(button);

  /** @param {string} message */
  const say = (message) => {
    button.textContent = message;
    button.dataset.done = "";
    setTimeout(() => {
      button.textContent = "Copy";
      delete button.dataset.done;
    }, 2000);
  };
}
