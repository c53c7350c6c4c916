; The installer of Windows, by Inno Setup 6:
;   iscc /DVersion=0.1.0 /DProgram=dist\outpost /Odist packaging\windows\outpost.iss
; It installs for one user, without an administrator. Taking it away leaves the data and says where.

#ifndef Version
  #error "say which version: /DVersion="
#endif
#ifndef Program
  #define Program "..\..\dist\outpost"
#endif

[Setup]
AppId={{6C0A4B5E-6F0E-4B61-9C58-3B6C2D1C7A51}
AppName=Outpost
AppVersion={#Version}
AppPublisher=Outpost
DefaultDirName={autopf}\Outpost
DefaultGroupName=Outpost
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
OutputBaseFilename=outpost-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
CloseApplications=yes
LicenseFile=..\..\LICENSE
SetupIconFile=outpost.ico
UninstallDisplayIcon={app}\outpost.exe

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"
Name: "es"; MessagesFile: "compiler:Languages\Spanish.isl"

[CustomMessages]
EngineTask=Fetch and send mail also while no window is open
de.EngineTask=Mail auch abholen und senden, wenn kein Fenster offen ist
fr.EngineTask=Relever et envoyer le courrier aussi sans fenêtre ouverte
es.EngineTask=Recibir y enviar correo también sin ninguna ventana abierta
; %1 is the folder.
DataStays=Outpost is gone. What you kept in it stays in %1.
de.DataStays=Outpost ist entfernt. Was Sie darin hatten, bleibt in %1.
fr.DataStays=Outpost a été supprimé. Ce que vous y aviez reste dans %1.
es.DataStays=Outpost se ha quitado. Lo que tenía en él se queda en %1.

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "engine"; Description: "{cm:EngineTask}"; Flags: unchecked

[Files]
Source: "{#Program}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
; What an older version had and this one has not.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\Outpost"; Filename: "{app}\outpost.exe"
Name: "{autodesktop}\Outpost"; Filename: "{app}\outpost.exe"; Tasks: desktopicon

[Registry]
; Offered among the programs for these files; what opens them by default is the user's to choose.
Root: HKA; Subkey: "Software\Classes\Outpost.File"; ValueType: string; ValueData: "Leads or mail"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Outpost.File\shell\open\command"; ValueType: string; ValueData: """{app}\outpost.exe"" --open ""%1"""
Root: HKA; Subkey: "Software\Classes\.csv\OpenWithProgids"; ValueType: string; ValueName: "Outpost.File"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.eml\OpenWithProgids"; ValueType: string; ValueName: "Outpost.File"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.mbox\OpenWithProgids"; ValueType: string; ValueName: "Outpost.File"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Outpost.mailto"; ValueType: string; ValueData: "Outpost mail"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Outpost.mailto"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Outpost.mailto\shell\open\command"; ValueType: string; ValueData: """{app}\outpost.exe"" --open ""%1"""
Root: HKA; Subkey: "Software\Outpost\Capabilities"; ValueType: string; ValueName: "ApplicationName"; ValueData: "Outpost"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Outpost\Capabilities"; ValueType: string; ValueName: "ApplicationDescription"; ValueData: "Leads, the mail with them, and what to do next"
Root: HKA; Subkey: "Software\Outpost\Capabilities\URLAssociations"; ValueType: string; ValueName: "mailto"; ValueData: "Outpost.mailto"
Root: HKA; Subkey: "Software\RegisteredApplications"; ValueType: string; ValueName: "Outpost"; ValueData: "Software\Outpost\Capabilities"; Flags: uninsdeletevalue

[Run]
Filename: "{app}\outpost-cli.exe"; Parameters: "engine --autostart on"; Flags: runhidden; Tasks: engine
Filename: "{app}\outpost.exe"; Description: "{cm:LaunchProgram,Outpost}"; Flags: nowait postinstall skipifsilent

[UninstallRun]
Filename: "{app}\outpost-cli.exe"; Parameters: "engine --autostart off"; Flags: runhidden; RunOnceId: "autostart"

[Code]
procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if (Step = usPostUninstall) and not UninstallSilent then
    MsgBox(FmtMessage(CustomMessage('DataStays'), [ExpandConstant('{localappdata}\outpost')]),
      mbInformation, MB_OK);
end;
