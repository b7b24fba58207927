// Before anything is drawn: says that scripts run, which the GOV.UK scripts ask for.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
