// Loaded where somebody speaks instead of writing. Every word and every state stands in the page (data-in says when it
// is shown). What was said stays in the memory of this page until it is kept: others may use the same phone.
const recorder = document.querySelector(".recorder");
if (recorder && window.MediaRecorder && navigator.mediaDevices) {
  const form = document.querySelector(".file form");
  const fold = document.querySelector(".file details");
  const round = recorder.querySelector(".round");
  const clock = recorder.querySelector(".clock");
  const progress = recorder.querySelector("progress");
  const status = recorder.querySelector("[role=status]");
  const told = recorder.querySelector("[data-in=told]");
  const sound = new Audio();
  const root = document.documentElement.dataset;

  // AAC is played by every browser there is, Opus by most of them.
  const TYPES = ["audio/mp4;codecs=mp4a.40.2", "audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
  const BITS_PER_SECOND = 24000;
  const MOST = Number(recorder.dataset.most);
  const TICK_MS = 80;
  const DOUBLE_TAP_MS = 400;
  const PATIENCE_MS = 180000;
  // Nothing is read aloud of these, to who hears the page.
  const UNTOLD = ["idle", "playing", "recording", "ending"];
  // Of 1: a quiet room stays below, somebody who speaks does not.
  const FLOOR = 0.02;

  let state = "";
  let since = 0;
  let before = "";
  let asked = 0;
  let taking = null;
  let voice = null;
  let seconds = 0;
  // What nobody measured is not called silence.
  let loudest = null;

  const show = (now) => {
    const had = document.activeElement;
    [state, since] = [now, performance.now()];
    for (const one of document.querySelectorAll("[data-in]")) one.hidden = !one.dataset.in.split(" ").includes(now);
    recorder.dataset.state = now;
    tell(seconds);
    if (!UNTOLD.includes(now)) dispatchEvent(new CustomEvent("told", { detail: status }));
    if (now !== "idle") recorder.scrollIntoView({ block: "nearest" });
    // Whoever goes by keyboard or by ear stays here when the button they pressed is gone.
    if (recorder.contains(had) && !had.getClientRects().length) {
      [...recorder.querySelectorAll("button, [role=status]")].find((one) => one.getClientRects().length).focus();
    }
  };
  const tell = (second) => {
    clock.textContent = `${Math.floor(second / 60)}:${String(Math.floor(second % 60)).padStart(2, "0")}`;
  };
  // Nothing is said into a microphone, and no two sounds at once.
  const hush = () => {
    dispatchEvent(new Event("hush"));
    for (const one of [sound, ...document.querySelectorAll("audio")]) one.pause();
  };

  const forget = () => {
    sound.pause();
    URL.revokeObjectURL(sound.src);
    voice = null;
    seconds = 0;
  };
  const listen = (stream) => {
    const context = new AudioContext();
    const ear = context.createAnalyser();
    ear.fftSize = 4096;
    context.createMediaStreamSource(stream).connect(ear);
    context.resume();
    const wave = new Float32Array(ear.fftSize);
    const level = () => {
      if (context.state !== "running") return null;
      ear.getFloatTimeDomainData(wave);
      return wave.reduce((most, now) => Math.max(most, Math.abs(now)), 0);
    };
    return { level, close: () => context.close() };
  };
  const take = async () => {
    hush();
    forget();
    show("asking");
    // Somebody who turned the question of the phone away may be asked once more; the last answer counts.
    const mine = (asked += 1);
    let stream = null;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
      if (mine === asked) record(stream);
      else close(stream);
    } catch ({ name }) {
      if (stream) close(stream);
      if (mine !== asked) return;
      fold.open = true;
      show({ NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "missing" }[name] ?? "busy");
    }
  };
  const close = (stream) => {
    for (const track of stream.getTracks()) track.stop();
  };
  const record = (stream) => {
    hush();
    const mimeType = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
    taking = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
    const ear = listen(stream);
    // The screen stays on: a phone that locks itself would end what is being said.
    const awake = navigator.wakeLock?.request("screen").catch(() => null);
    const parts = [];
    let tick = 0;
    const began = performance.now();
    taking.addEventListener("dataavailable", ({ data }) => parts.push(data));
    taking.addEventListener("stop", () => {
      clearInterval(tick);
      close(stream);
      ear.close();
      awake?.then((lock) => lock?.release());
      delete root.recording;
      takeIn(new Blob(parts, { type: taking.mimeType }));
    });
    loudest = null;
    taking.start();
    root.recording = "";
    show("recording");
    tick = setInterval(() => {
      const level = ear.level();
      if (level !== null) loudest = Math.max(loudest, level);
      round.style.setProperty("--level", Math.min(1, level * 2));
      seconds = Math.min(MOST, (performance.now() - began) / 1000);
      tell(seconds);
      if (seconds >= MOST) end();
      else if (seconds >= MOST - recorder.dataset.last && state === "recording") show("ending");
    }, TICK_MS);
  };
  const end = () => taking?.state === "recording" && taking.stop();
  const takeIn = (blob) => {
    round.style.removeProperty("--level");
    if (!blob.size) return show("nothing");
    voice = blob;
    sound.src = URL.createObjectURL(blob);
    if (loudest !== null && loudest < FLOOR) show("quiet");
    else show(seconds >= MOST ? "full" : "recorded");
  };

  const play = () => {
    hush();
    if (state === "playing") return;
    before = state;
    sound.play().then(() => show("playing"), () => {});
  };
  sound.addEventListener("timeupdate", () => state === "playing" && tell(sound.currentTime));
  sound.addEventListener("pause", () => state === "playing" && show(before));

  const send = () => {
    sound.pause();
    show("sending");
    const body = new FormData(form);
    body.set("sound", voice, "voice");
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    Object.assign(request, { responseType: "document", timeout: PATIENCE_MS });
    progress.value = 0;
    request.upload.onprogress = ({ loaded, total }) => (progress.value = loaded / total);
    request.onerror = request.ontimeout = () => show("offline");
    request.onload = () => {
      if (request.status < 400) {
        // The session ended too long ago for anything to be kept: whoever signs in on another page can try again.
        if (/[?&]lost=/.test(request.responseURL)) return show("lost");
        voice = null;
        // On a small screen what was kept stands further down.
        return location.assign(`${request.responseURL}#voices`);
      }
      const page = request.response;
      const words = page?.querySelector(".summary a")?.textContent;
      const token = page?.querySelector("[name=csrf_token]");
      if (token) form.elements.csrf_token.value = token.value;
      told.lastChild.data = words ?? "";
      show(words ? "told" : "failed");
    };
    request.send(body);
  };

  const DO = {
    keep: send,
    again: () => {
      forget();
      show("idle");
    },
    round: () => {
      if (state !== "idle" && performance.now() - since < DOUBLE_TAP_MS) return;
      if (taking?.state === "recording") end();
      else if (voice) play();
      else take();
    },
  };
  recorder.addEventListener("click", (event) => DO[event.target.closest("button")?.value]?.());
  addEventListener("online", () => state === "offline" && send());
  // Nobody is recorded who looks at something else.
  document.addEventListener("visibilitychange", () => document.hidden && end());
  addEventListener("pagehide", end);
  addEventListener("beforeunload", (event) => {
    if (!voice && !("recording" in root)) return;
    event.preventDefault();
    event.returnValue = true;
  });

  // Where there is a recorder here, the one of the phone is folded away.
  fold.append(form);
  recorder.hidden = false;
  show("idle");
}
