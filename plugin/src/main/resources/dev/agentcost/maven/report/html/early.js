// Before anything is laid out: only the current view is shown where scripts run.
document.documentElement.classList.add("js");
