; The installer for Windows: for one user, without administrator rights, without a network.
;
; `cargo xtask installer` calls it with VERSION, FROM (the folder of the programs), ICON and OUT. SIGN may name a command that signs
; the file given to it: it is called for the uninstaller and the installer. The programs in FROM are signed before.
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
ManifestDPIAware true
ManifestSupportedOS Win10
ManifestLongPathAware true
RequestExecutionLevel user
Name "Lingpai 令牌"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Lingpai"
InstallDirRegKey HKCU "Software\Lingpai" "InstallDir"
BrandingText "Lingpai ${VERSION}"
Icon "${ICON}"
UninstallIcon "${ICON}"
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"'
  !finalize '${SIGN} "%1"'
!endif
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "Lingpai"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "Lingpai 令牌"
VIAddVersionKey /LANG=0 "LegalCopyright" "MIT OR Apache-2.0"

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh

!define UNINST "Software\Microsoft\Windows\CurrentVersion\Uninstall\Lingpai"
; Programs whose crashes Windows neither keeps nor sends. A dump may hold a digit of a PIN or a code.
!define UNREPORTED "Software\Microsoft\Windows\Windows Error Reporting\ExcludedApplications"
!define WEBVIEW2 "{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"

!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\lingpai.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "TradChinese"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString RUNNING ${LANG_ENGLISH} "Lingpai is running. Close it, then choose Retry."
LangString RUNNING ${LANG_TRADCHINESE} "令牌正在執行。請先關閉，再按「重試」。"
LangString RUNNING ${LANG_SIMPCHINESE} "令牌正在运行。请先关闭，再点“重试”。"
LangString NOWEBVIEW ${LANG_ENGLISH} "Microsoft's WebView2 runtime is missing. Open the page to download it?"
LangString NOWEBVIEW ${LANG_TRADCHINESE} "缺少 Microsoft WebView2 執行階段。要開啟下載頁面嗎？"
LangString NOWEBVIEW ${LANG_SIMPCHINESE} "缺少 Microsoft WebView2 运行时。要打开下载页面吗？"
LangString KEPT ${LANG_ENGLISH} "Your vault and settings stay in $LOCALAPPDATA\Lingpai."
LangString KEPT ${LANG_TRADCHINESE} "保險庫及設定保留在 $LOCALAPPDATA\Lingpai。"
LangString KEPT ${LANG_SIMPCHINESE} "保险库和设置保留在 $LOCALAPPDATA\Lingpai。"
LangString OLD ${LANG_ENGLISH} "Lingpai needs Windows 10 or newer, for 64-bit Intel and AMD processors."
LangString OLD ${LANG_TRADCHINESE} "令牌需要 64 位元（x64）的 Windows 10 或更新版本。"
LangString OLD ${LANG_SIMPCHINESE} "令牌需要 64 位（x64）的 Windows 10 或更高版本。"

; Ends the installer while the program runs: its file could not be replaced. The mutex is that of the plugin for a single instance. A
; program that runs as administrator refuses it.
!macro WaitForEnd un
Function ${un}WaitForEnd
  again:
  System::Call 'kernel32::OpenMutexW(i 0x00100000, i 0, w "app.lingpai.desktop-sim") p.r0 ?e'
  Pop $1
  ${If} $0 P<> 0
  ${OrIf} $1 = 5
    System::Call 'kernel32::CloseHandle(p r0)'
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY again
    SetErrorLevel 3
    Abort
  ${EndIf}
FunctionEnd
!macroend
!insertmacro WaitForEnd ""
!insertmacro WaitForEnd "un."

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(OLD)" /SD IDOK
    SetErrorLevel 2
    Abort
  ${EndIf}
  SetRegView 64
  Call WaitForEnd
FunctionEnd

Function un.onInit
  SetRegView 64
  Call un.WaitForEnd
FunctionEnd

Section
  SetOutPath "$INSTDIR"
  SetOverwrite on
  ; lingpai.exe, and the programs that it starts.
  File "${FROM}/lingpai*.exe"
  ; Only a program that was linked by mingw needs it.
  !if /FileExists "${FROM}/WebView2Loader.dll"
    File "${FROM}/WebView2Loader.dll"
  !endif
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Lingpai 令牌.lnk" "$INSTDIR\lingpai.exe"
  WriteRegStr HKCU "Software\Lingpai" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINST}" "DisplayName" "Lingpai 令牌"
  WriteRegStr HKCU "${UNINST}" "DisplayIcon" "$INSTDIR\lingpai.exe"
  WriteRegStr HKCU "${UNINST}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINST}" "Publisher" "Lingpai"
  WriteRegStr HKCU "${UNINST}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINST}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINST}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINST}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINST}" "NoRepair" 1
  WriteRegDWORD HKCU "${UNREPORTED}" "lingpai.exe" 1
  WriteRegDWORD HKCU "${UNREPORTED}" "lingpai-reader.exe" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINST}" "EstimatedSize" $0
  ; For all users (32-bit view on 64-bit Windows), or for this one.
  SetRegView 32
  ReadRegStr $0 HKLM "SOFTWARE\Microsoft\EdgeUpdate\Clients\${WEBVIEW2}" "pv"
  SetRegView 64
  ${If} $0 == ""
    ReadRegStr $0 HKCU "Software\Microsoft\EdgeUpdate\Clients\${WEBVIEW2}" "pv"
  ${EndIf}
  ${If} $0 == ""
  ${OrIf} $0 == "0.0.0.0"
    MessageBox MB_YESNO|MB_ICONEXCLAMATION "$(NOWEBVIEW)" /SD IDNO IDNO +2
    ExecShell "open" "https://developer.microsoft.com/microsoft-edge/webview2/consumer/"
  ${EndIf}
SectionEnd

Section "Uninstall"
  Delete "$INSTDIR\lingpai*.exe"
  Delete "$INSTDIR\WebView2Loader.dll"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Lingpai 令牌.lnk"
  DeleteRegKey HKCU "${UNINST}"
  DeleteRegKey HKCU "Software\Lingpai"
  DeleteRegValue HKCU "${UNREPORTED}" "lingpai.exe"
  DeleteRegValue HKCU "${UNREPORTED}" "lingpai-reader.exe"
  ; What the web view keeps. Never the vault and the settings, nor what the Credential Manager holds.
  RMDir /r "$LOCALAPPDATA\app.lingpai.desktop"
  RMDir /r "$APPDATA\app.lingpai.desktop"
  DetailPrint "$(KEPT)"
SectionEnd
