package syntax
import ("testing";"os";"time";"github.com/myia-lang/myia/source")
func TestZZ(t *testing.T){
 for _,p:=range []string{"/tmp/norm/n.py","/root/.pyenv/versions/3.11.7/lib/python3.11/typing.py"}{
 b,_:=os.ReadFile(p); s:=time.Now(); m,_:=Parse(source.NewFile(p,b)); t.Log(p,len(b),time.Since(s)); s=time.Now(); dump(m); t.Log("dump",time.Since(s))}
}
