"""A SIP phone that registers, rings and does as it is told: handset.py REGISTRAR USER PASSWORD TONE.wav HEARD.wav
RTP-PORT.

It reads `answer`, `decline`, `busy`, `hang-up`, `hold`, `resume`, `press KEYS` and `sign-off` from its input, and says `registered`, `refused`,
`signed-off`, `rings NUMBER`, `rings-by-itself NUMBER`, `talks` and `over`. A call that asks it to answer by itself it answers."""

import select
import sys

import pjsua2

current = None
parts = {}


def say(*words):
    print(*words, flush=True)


class Call(pjsua2.Call):
    def onCallState(self, told):
        global current
        state = self.getInfo().state
        if state == pjsua2.PJSIP_INV_STATE_CONFIRMED:
            say("talks")
        if state == pjsua2.PJSIP_INV_STATE_DISCONNECTED:
            if current is self:
                current = None
            say("over")

    def onCallMediaState(self, told):
        # It owns what is looked at.
        info = self.getInfo()
        for at, media in enumerate(info.media):
            if media.type == pjsua2.PJMEDIA_TYPE_AUDIO and media.status == pjsua2.PJSUA_CALL_MEDIA_ACTIVE:
                sound = self.getAudioMedia(at)
                parts["voice"].startTransmit(sound)
                sound.startTransmit(parts["ear"])


class Phone(pjsua2.Account):
    def onRegState(self, told):
        info = self.getInfo()
        if told.code // 100 == 2:
            say("registered" if info.regIsActive else "signed-off")
        else:
            say("refused", told.code)

    def onIncomingCall(self, told):
        global current
        call = Call(self, told.callId)
        by_itself = "answer-after=0" in told.rdata.wholeMsg
        number = call.getInfo().remoteUri
        answer = pjsua2.CallOpParam()
        answer.statusCode = 200 if by_itself else 180
        current = call
        say("rings-by-itself" if by_itself else "rings", number)
        call.answer(answer)


def obey(phone, words):
    param = pjsua2.CallOpParam(True)
    if words[0] == "sign-off":
        phone.setRegistration(False)
    elif current is None:
        say("no-call")
    elif words[0] == "answer":
        param.statusCode = 200
        current.answer(param)
    elif words[0] in ("decline", "busy"):
        param.statusCode = 603 if words[0] == "decline" else 486
        current.hangup(param)
    elif words[0] == "hang-up":
        current.hangup(param)
    elif words[0] == "hold":
        current.setHold(param)
    elif words[0] == "resume":
        param.opt.flag = pjsua2.PJSUA_CALL_UNHOLD
        current.reinvite(param)
    elif words[0] == "press":
        current.dialDtmf(words[1])


registrar, user, password, tone, heard, port = sys.argv[1:7]
endpoint = pjsua2.Endpoint()
endpoint.libCreate()
settings = pjsua2.EpConfig()
settings.uaConfig.threadCnt = 0
settings.uaConfig.mainThreadOnly = True
settings.uaConfig.userAgent = "pjsua"
settings.logConfig.level = 0
settings.logConfig.consoleLevel = 0
settings.medConfig.noVad = True
settings.medConfig.clockRate = 8000
# Its clock runs for as long as the phone does.
settings.medConfig.sndAutoCloseTime = -1
endpoint.libInit(settings)
endpoint.audDevManager().setNullDev()
transport = pjsua2.TransportConfig()
transport.boundAddress = "127.0.0.1"
endpoint.transportCreate(pjsua2.PJSIP_TRANSPORT_UDP, transport)
endpoint.libStart()
for codec in endpoint.codecEnum2():
    endpoint.codecSetPriority(codec.codecId, 255 if codec.codecId.startswith("PCMU") else 0)
parts["voice"] = pjsua2.AudioMediaPlayer()
parts["voice"].createPlayer(tone)
parts["ear"] = pjsua2.AudioMediaRecorder()
parts["ear"].createRecorder(heard)

account = pjsua2.AccountConfig()
account.idUri = f"sip:{user}@{registrar}"
account.regConfig.registrarUri = f"sip:{registrar}"
account.regConfig.timeoutSec = 300
account.sipConfig.authCreds.append(pjsua2.AuthCredInfo("digest", "rapport", user, 0, password))
account.mediaConfig.transportConfig.boundAddress = "127.0.0.1"
# It would share its own first choice with every other one on this machine.
account.mediaConfig.transportConfig.port = int(port)
phone = Phone()
phone.create(account)
while True:
    endpoint.libHandleEvents(20)
    if select.select([sys.stdin], [], [], 0)[0]:
        line = sys.stdin.readline()
        if not line:
            break
        obey(phone, line.split())
parts.clear()
endpoint.libDestroy()
